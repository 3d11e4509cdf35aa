import { describe, expect, it } from 'vitest'
import { type ClosingQuestion, decideClosing, decideQuitting, isOver } from './closing-policy.ts'

const question: ClosingQuestion = {
  window: 'crm',
  quitting: false,
  onCall: false,
  crmOpen: true,
  dialerVisible: false,
  platform: 'linux',
}

const dialer: ClosingQuestion = { ...question, window: 'dialer', dialerVisible: true }

describe('closing the window of the CRM', () => {
  it('S11.5 leaves the call up and shows it in the window of the telephone', () => {
    expect(decideClosing({ ...question, onCall: true })).toBe('show-dialer')
    expect(decideClosing({ ...question, onCall: true, dialerVisible: true })).toBe('show-dialer')
    expect(decideClosing({ ...question, onCall: true, platform: 'darwin' })).toBe('show-dialer')
  })

  it('ends the program where it was the last thing to be seen', () => {
    expect(decideClosing(question)).toBe('quit')
  })

  it('leaves a telephone that is in use, and a Mac, running', () => {
    expect(decideClosing({ ...question, dialerVisible: true })).toBe('close')
    expect(decideClosing({ ...question, platform: 'darwin' })).toBe('close')
  })
})

describe('closing the window of the telephone', () => {
  it('hides it in a call, for the call would end with it', () => {
    expect(decideClosing({ ...dialer, onCall: true })).toBe('hide')
    expect(decideClosing({ ...dialer, onCall: true, crmOpen: false })).toBe('hide')
  })

  it('hides it beside the CRM: somebody may call', () => {
    expect(decideClosing(dialer)).toBe('hide')
  })

  it('ends the program where nothing else is open, but not on a Mac', () => {
    expect(decideClosing({ ...dialer, crmOpen: false })).toBe('quit')
    expect(decideClosing({ ...dialer, crmOpen: false, platform: 'darwin' })).toBe('hide')
  })
})

it('a program that ends closes every window', () => {
  expect(decideClosing({ ...question, onCall: true, quitting: true })).toBe('close')
  expect(decideClosing({ ...dialer, onCall: true, quitting: true })).toBe('close')
})

describe('a program without windows', () => {
  const nothing = { onCall: false, crmOpen: false, dialerVisible: false, platform: 'win32' as const }

  it('is over once its call is', () => {
    expect(isOver({ ...nothing, onCall: true })).toBe(false)
    expect(isOver(nothing)).toBe(true)
  })

  it('is not over while something is to be seen, or on a Mac', () => {
    expect(isOver({ ...nothing, crmOpen: true })).toBe(false)
    expect(isOver({ ...nothing, dialerVisible: true })).toBe(false)
    expect(isOver({ ...nothing, platform: 'darwin' })).toBe(false)
  })
})

it('ending the program in a call asks first, and once', () => {
  expect(decideQuitting({ onCall: true, asked: false })).toBe('ask')
  expect(decideQuitting({ onCall: true, asked: true })).toBe('quit')
  expect(decideQuitting({ onCall: false, asked: false })).toBe('quit')
})
