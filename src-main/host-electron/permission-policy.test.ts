import { describe, expect, it } from 'vitest'
import { addressOf } from './own-pages.ts'
import { mayHave } from './permission-policy.ts'

const question = { permission: 'media', asker: addressOf('dialer'), isMainFrame: true, mediaTypes: ['audio'] }

describe('one of our pages', () => {
  it('may have the microphone', () => expect(mayHave(question)).toBe(true))

  it('may not have the camera, alone or with the microphone, nor what is not named', () => {
    expect(mayHave({ ...question, mediaTypes: ['video'] })).toBe(false)
    expect(mayHave({ ...question, mediaTypes: ['audio', 'video'] })).toBe(false)
    expect(mayHave({ ...question, mediaTypes: ['unknown'] })).toBe(false)
    expect(mayHave({ ...question, mediaTypes: [] })).toBe(false)
  })

  it.each(['speaker-selection', 'notifications', 'local-network', 'local-network-access', 'loopback-network', 'clipboard-sanitized-write'])(
    'may have %s',
    (permission) => expect(mayHave({ ...question, permission, mediaTypes: [] })).toBe(true),
  )

  it.each(['geolocation', 'display-capture', 'clipboard-read', 'openExternal', 'usb', 'hid', 'fileSystem', 'midi', 'unknown', ''])(
    'may not have %s',
    (permission) => expect(mayHave({ ...question, permission })).toBe(false),
  )
})

it.each(['https://evil.example/', 'leadline://evil/', 'file:///index.html', 'null', ''])('a page of %s may have nothing', (asker) => {
  expect(mayHave({ ...question, asker })).toBe(false)
  expect(mayHave({ ...question, asker, permission: 'notifications' })).toBe(false)
})

it('a frame inside a page may have nothing', () => {
  expect(mayHave({ ...question, isMainFrame: false })).toBe(false)
})
