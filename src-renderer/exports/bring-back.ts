import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import type { Api } from '../api/api.ts'
import { tellFailure } from '../app/use-act.ts'
import { base64Of } from '../files/base64.ts'
import { explain } from '../i18n/explain.ts'
import { createFormat } from '../i18n/format.ts'
import { toast, toastFailure } from '../ui/toasts.tsx'
import { untilEnded } from '../work/until-ended.ts'

/** Bytes that go over in one piece. */
const pieceSize = 768 * 1024

const upload = async (api: Api, file: File, told: (share: number) => void): Promise<string> => {
  const { importId } = await api.client.imports.begin({ name: file.name.slice(-255), bytes: file.size })
  for (let offset = 0; offset < file.size; offset += pieceSize) {
    await api.client.imports.append({ importId, offset, base64: await base64Of(file.slice(offset, offset + pieceSize)) })
    told(Math.min(1, (offset + pieceSize) / file.size))
  }
  return importId
}

/** A line that is wrong is named, with what is wrong with it. */
const tellWhy = (error: unknown) => {
  const { title, problems } = explain(error)
  const [first, why] = problems
  if (first?.rule !== 'export_line') return tellFailure(error)
  const words = { place: first.path, field: why?.path ?? '', reason: why?.text ?? first.text }
  toastFailure(title, `${i18next.t(words.field === '' ? 'exports:back.line' : 'exports:back.line_field', words)}. ${first.text}`)
}

interface BringBack {
  /** From 0 to 1 while the file goes to the core; null once it is there, or failed to get there. */
  readonly told: (share: number | null) => void
  /** Says that it is done, with a way to take it back. */
  readonly tellDone: (batch: string, text: string) => void
}

/** Brings a file to the core and lets it bring back what is in it. Tells of every end it can come to. */
export const bringBack = async (api: Api, file: File, { told, tellDone }: BringBack): Promise<void> => {
  try {
    told(0)
    const importId = await upload(api, file, told)
    const begun = await api.client.exports.bringBack({ importId })
    told(null)
    const work = await untilEnded(api, begun)
    if (work.state === 'failed') throw new ORPCError('BRING_BACK_FAILED', { data: work.error })
    const format = createFormat(i18next.language)
    const ends = {
      cancelled: () => i18next.t('exports:back.cancelled'),
      nothing: () => i18next.t('exports:back.nothing_new'),
      done: () => i18next.t('exports:back.done', { count: work.done, shown: format.number(work.done) }),
    }
    const end = work.state === 'cancelled' ? 'cancelled' : work.batch === null && work.refused === 0 ? 'nothing' : 'done'
    const refused = i18next.t('exports:back.refused', { count: work.refused, shown: format.number(work.refused) })
    const text = work.refused > 0 ? `${ends[end]()} ${refused}` : ends[end]()
    if (work.batch === null) toast(text)
    else tellDone(work.batch, text)
  } catch (error) {
    told(null)
    tellWhy(error)
  }
}
