import { createHash } from 'node:crypto'
import Fastify from 'fastify'
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { invitationLink } from '../../src-shared/sync/server-contract.ts'
import { programLink, tokenLength } from '../../src-shared/team/invitation-link.ts'
import { registerJoinPage } from './join-page.ts'

const answer = async () => {
  const fastify = Fastify()
  registerJoinPage(fastify)
  const { body, headers, statusCode } = await fastify.inject('/join')
  await fastify.close()
  return { body, headers, statusCode }
}

const token = 'a-Z_9'.padEnd(tokenLength, 'x')

/** Opens the page as a browser with this language does, and runs its script. */
const open = async (address: string, language: string) => {
  const { body } = await answer()
  const window = new Window({ url: address, settings: { navigator: { userAgent: 'test' } } })
  Object.defineProperty(window.navigator, 'language', { value: language })
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(body) ?? []
  window.document.write(body.replace(/<script>[\s\S]*<\/script>/, '').replace(/<noscript>[\s\S]*<\/noscript>/, ''))
  const { document, location, navigator } = window
  const listen = window.addEventListener.bind(window)
  new Function('document', 'location', 'navigator', 'addEventListener', script)(document, location, navigator, listen)
  const shown = [...document.querySelectorAll('main > div')].filter((one) => !one.hasAttribute('hidden')).map(({ id }) => id)
  return { window, document, shown }
}

describe('the page that the link of an invitation opens in a browser', () => {
  it('S8.3 runs its own script alone, loads nothing, and is kept by nobody', async () => {
    const { body, headers, statusCode } = await answer()
    const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(body) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain(`script-src 'sha256-${hash}'`)
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    expect(body).not.toMatch(/\b(?:src|action)=|https?:|fetch\(|XMLHttpRequest|sendBeacon/)
    expect(body.match(/<(?:script|style)\b/g)).toEqual(['<style', '<script'])
  })

  it('S8.3 hands the link to the program, and shows it whole to be copied', async () => {
    for (const server of ['https://crm.firma.example', 'https://firma.example/leadline', 'http://10.0.0.5:4320']) {
      const link = invitationLink(server, token)
      const { document, shown, window } = await open(link, 'en-GB')
      expect(shown).toEqual(['whole'])
      expect(document.querySelector('#open')?.getAttribute('href')).toBe(programLink({ server, token }))
      expect((document.querySelector('#link') as unknown as { readonly value: string }).value).toBe(link)
      await window.happyDOM.close()
    }
  })

  it('S8.3 speaks Polish to whoever does, and English to everybody else', async () => {
    const said = async (language: string) => {
      const { document, window } = await open(invitationLink('https://crm.firma.example', token), language)
      const words = [document.documentElement.lang, document.querySelector('#open')?.textContent, document.title]
      await window.happyDOM.close()
      return words
    }
    expect(await said('pl-PL')).toEqual(['pl', 'Otwórz w Leadline', 'Zaproszenie do zespołu · Leadline'])
    expect(await said('uk')).toEqual(['en', 'Open in Leadline', 'Invitation to a team · Leadline'])
  })

  it('S8.3 says so where the link was cut off', async () => {
    for (const rest of ['', '#', `#${token.slice(1)}`, `#${token}x`, '#<script>']) {
      const { document, shown, window } = await open(`https://crm.firma.example/join${rest}`, 'pl')
      expect([rest, shown]).toEqual([rest, ['cut']])
      expect(document.title).toContain('niepełny')
      await window.happyDOM.close()
    }
  })

  it('has each of its texts in both languages', async () => {
    const { body } = await answer()
    const polish = /pl: \{([\s\S]*?)\n {10}\}/.exec(body)?.[1] ?? ''
    const keys = [...body.matchAll(/data-text="(\w+)"/g)].map(([, key]) => key as string)
    expect(keys.length).toBeGreaterThan(8)
    for (const key of keys) expect(polish).toMatch(new RegExp(`\\b${key}:`))
  })
})
