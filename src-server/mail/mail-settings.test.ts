import { describe, expect, it } from 'vitest'
import { readMailSettings } from './mail-settings.ts'

const read = (url: string | undefined, from: string | undefined = 'crm@firma.example') =>
  readMailSettings({ ...(url === undefined ? {} : { LEADLINE_SMTP_URL: url }), ...(from === '' ? {} : { LEADLINE_MAIL_FROM: from }) })

const refusalOf = (url: string | undefined, from?: string): string => {
  try {
    return JSON.stringify(read(url, from))
  } catch (error) {
    return (error as Error).message
  }
}

describe('the settings of mail', () => {
  it('without them no mail is sent', () => {
    expect(readMailSettings({})).toBeNull()
    expect(readMailSettings({ LEADLINE_SMTP_URL: '', LEADLINE_MAIL_FROM: '' })).toBeNull()
  })

  it('take a server with and without a password, and the usual port where none is named', () => {
    expect(read('smtp://localhost:2525')).toMatchObject({ host: 'localhost', port: 2525, secure: false, auth: null })
    expect(read('smtp://mail.firma.example')).toMatchObject({ port: 587, secure: false })
    expect(read('smtps://a%40b.pl:p%2Fw%25@mail.firma.example/')).toMatchObject({
      port: 465,
      secure: true,
      auth: { user: 'a@b.pl', pass: 'p/w%' },
    })
    expect(read('smtp://[::1]:25')).toMatchObject({ host: '::1' })
  })

  it('take an address with and without a name, in any letters', () => {
    const from = (text: string) => read('smtp://localhost', text)?.from
    expect(from('crm@firma.example')).toEqual({ name: '', address: 'crm@firma.example' })
    expect(from('Łódzka Łączność <crm@firma.example>')).toEqual({ name: 'Łódzka Łączność', address: 'crm@firma.example' })
    expect(from('"Продажі, Київ" <crm@firma.example>')).toEqual({ name: 'Продажі, Київ', address: 'crm@firma.example' })
  })

  it.each([
    ['http://mail.firma.example', undefined, 'LEADLINE_SMTP_URL takes an address'],
    ['mail.firma.example', undefined, 'LEADLINE_SMTP_URL takes an address'],
    ['smtp://user:s3cret@mail.firma.example/path', undefined, 'LEADLINE_SMTP_URL takes an address'],
    ['smtp://user:s3cret@mail.firma.example:99999', undefined, 'LEADLINE_SMTP_URL takes an address'],
    ['smtp://user@mail.firma.example', undefined, 'needs a password'],
    ['foo://bar', '', 'LEADLINE_SMTP_URL takes an address'],
    ['smtp://user:s3cret%zz@mail.firma.example', undefined, 'percent sign'],
    ['smtp://user:s3cret@mail.firma.example', '', 'needs LEADLINE_MAIL_FROM'],
    [undefined, 'crm@firma.example', 'needs LEADLINE_SMTP_URL'],
    ['smtp://mail.firma.example', 'Leadline', 'LEADLINE_MAIL_FROM takes an address'],
    ['smtp://mail.firma.example', 'Lead\r\nBcc: x@y.pl <crm@firma.example>', 'LEADLINE_MAIL_FROM takes an address'],
  ])('%s with %s ends in a sentence that does not repeat the password', (url, from, sentence) => {
    expect(refusalOf(url, from)).toContain(sentence)
    expect(refusalOf(url, from)).not.toContain('s3cret')
  })
})
