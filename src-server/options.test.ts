import { describe, expect, it } from 'vitest'
import { parseServerOptions } from './options.ts'

describe('the command line of the server', () => {
  it('serves on the loopback alone unless told otherwise', () => {
    expect(parseServerOptions([], { XDG_DATA_HOME: '/home/anna/data' })).toEqual({
      command: 'serve',
      port: 4320,
      host: '127.0.0.1',
      dataFolder: '/home/anna/data/leadline-server',
      databaseUrl: null,
      tls: null,
      behindProxy: false,
      publicAddress: null,
      mail: null,
      metricsToken: null,
      authSecret: null,
    })
  })

  it('takes what it is told from flags and the environment', () => {
    const words = ['--port=0', '--host', '0.0.0.0', '--data', 'd', '--tls-cert', 'c', '--tls-key', 'k', '--behind-proxy']
    words.push('--public-url', 'https://crm.firma.example/leadline/')
    const authSecret = 'x'.repeat(32)
    const environment = {
      DATABASE_URL: 'postgres://x',
      LEADLINE_METRICS_TOKEN: 'm',
      LEADLINE_AUTH_SECRET: authSecret,
      LEADLINE_SMTP_URL: 'smtp://crm%40firma.example:pass%3Aword@mail.firma.example',
      LEADLINE_MAIL_FROM: 'Leadline <crm@firma.example>',
    }
    expect(parseServerOptions(words, environment)).toEqual({
      command: 'serve',
      port: 0,
      host: '0.0.0.0',
      dataFolder: 'd',
      databaseUrl: 'postgres://x',
      tls: { certificate: 'c', key: 'k' },
      behindProxy: true,
      publicAddress: 'https://crm.firma.example/leadline',
      mail: {
        host: 'mail.firma.example',
        port: 587,
        secure: false,
        auth: { user: 'crm@firma.example', pass: 'pass:word' },
        from: { name: 'Leadline', address: 'crm@firma.example' },
      },
      metricsToken: 'm',
      authSecret,
    })
  })

  it('knows its commands', () => {
    const commandOf = (...words: string[]) => parseServerOptions(words, {})?.command
    expect(commandOf('new-code')).toBe('new-code')
    expect(commandOf('restored', '--data', 'd')).toBe('restored')
    expect(commandOf('backup', 'copy.sqlite')).toEqual({ backup: 'copy.sqlite' })
    expect(parseServerOptions(['--help'], {})).toBeNull()
  })

  it.each([
    [['--port', 'x'], '--port takes a number'],
    [['--port', '70000'], '--port takes a number'],
    [['--tls-cert', 'c'], 'belong together'],
    [['--data', ' '], 'name of a folder'],
    [['--unknown'], '--unknown'],
    [['--public-url', 'crm.firma.example'], '--public-url takes an address'],
    [['--public-url', 'ftp://crm.firma.example'], '--public-url takes an address'],
    [['--public-url', 'https://crm.firma.example/#x'], '--public-url takes an address'],
    [['backup'], 'one new file'],
    [['backup', 'a', 'b'], 'one new file'],
    [['new-code', 'x'], 'Unknown command'],
    [['sing'], 'Unknown command'],
  ])('refuses %j with a sentence', (words, sentence) => {
    expect(() => parseServerOptions(words, {})).toThrow(sentence)
  })

  it('refuses a secret that could be guessed', () => {
    expect(() => parseServerOptions([], { LEADLINE_AUTH_SECRET: 'short' })).toThrow('at least 32')
  })
})
