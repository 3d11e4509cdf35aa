import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { launchChromium } from '../servers/chromium.ts'
import { allVariants, takePictures } from './take.ts'

// npm run pictures -- [--out DIR] [--only NAME] [--language pl|en] [--theme light|dark] [--width 1280|1600]

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'build/pictures' },
    only: { type: 'string' },
    language: { type: 'string' },
    theme: { type: 'string' },
    width: { type: 'string' },
  },
})

const variants = allVariants.filter(
  ({ language, theme, width }) =>
    (values.language ?? language) === language && (values.theme ?? theme) === theme && (values.width ?? String(width)) === String(width),
)

const browser = await launchChromium()
try {
  const taken = await takePictures({
    browser,
    out: resolve(values.out),
    variants,
    only: values.only,
    onTaken: ({ path, findings }) => {
      console.log(path)
      for (const finding of findings) console.log(`  ${finding}`)
    },
  })
  const serious = taken.flatMap(({ findings }) => findings)
  console.log(`${taken.length} pictures, ${serious.length} serious findings of axe-core`)
  process.exitCode = taken.length > 0 && serious.length === 0 ? 0 : 1
} finally {
  await browser.close()
}
