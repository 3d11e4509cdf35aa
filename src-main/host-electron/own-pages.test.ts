import { describe, expect, it } from 'vitest'
import { addressOf, isOwnPage, pageOf } from './own-pages.ts'

const foreign = [
  'https://app/index.html',
  'leadline://evil/index.html',
  'leadline://app.evil/index.html',
  'leadline://app@evil/index.html',
  'leadline://user:secret@app/index.html',
  'leadline:app/index.html',
  'leadlines://app/index.html',
  'file:///etc/passwd',
  'about:blank',
  '',
  'index.html',
]

describe('an address', () => {
  it('is ours by scheme and host', () => {
    expect(isOwnPage('leadline://app/index.html#/clients')).toBe(true)
    expect(isOwnPage('leadline://app')).toBe(true)
  })

  it.each(foreign)('is not ours: %s', (address) => {
    expect(isOwnPage(address)).toBe(false)
    expect(pageOf(address)).toBeNull()
  })

  it('means the page of a window', () => {
    expect(pageOf(addressOf('crm'))).toBe('crm')
    expect(pageOf(addressOf('crm', '#/clients/7'))).toBe('crm')
    expect(pageOf('leadline://app/?x#/calls')).toBe('crm')
    expect(pageOf(addressOf('dialer'))).toBe('dialer')
    expect(pageOf('leadline://app/assets/index.js')).toBeNull()
    expect(pageOf('leadline://app/x/../dialer.html')).toBe('dialer')
  })
})
