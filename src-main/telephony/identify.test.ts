import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { addMember } from '../../src-shared/team/team-mutators.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createIdentify, readNumber } from './identify.ts'

let test: TestWorkspace
let contacts: ContactService
let identify: ReturnType<typeof createIdentify>

beforeAll(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
  identify = createIdentify(test.workspace)
  const { store, context, me } = test.workspace
  store.mutate(addMember, { ...me(), id: newId(), name: 'Ewa', extension: '201' }, context(), newId())
  const person = (input: Record<string, unknown>) => contacts.create(contactInputSchema.parse({ stage: 'client', ...input }))
  person({ name: 'Hurtownia Świt', phones: [{ typed: '22 555 18 04' }], persons: [{ name: 'Bożena Ćwikła', phone: '601 234 567' }] })
  person({ name: 'Becker', phones: [{ typed: '+49 30 9182 4471' }] })
  person({ name: 'Automat', phones: [{ typed: '30300' }] })
  person({ name: 'Anna', phones: [{ typed: '502 003 004' }] })
  person({ name: 'Jan', phones: [{ typed: '502 003 004' }] })
  person({ name: 'Ma ten sam koniec', phones: [{ typed: '+49 502 003 004' }] })
})
afterAll(() => test.close())

const names = (number: string) =>
  identify(number)
    .matches.map(({ name, personName }) => personName ?? name)
    .toSorted()

describe('who has a number', () => {
  it('S11.2 a colleague by extension, and nobody else', () => {
    expect(identify('201')).toMatchObject({ colleague: { name: 'Ewa', extension: '201' }, matches: [] })
    expect(identify('201@pbx.example').colleague?.name).toBe('Ewa')
  })

  it('S11.2 not oneself, and not an extension that is nobody’s', () => {
    expect([identify('104').colleague, identify('299').colleague]).toEqual([null, null])
  })

  it('S11.2 a short number that a contact has is that contact', () => expect(names('30300')).toEqual(['Automat']))

  it('S11.2 a person of a company is named with the company', () => {
    expect(identify('+48601234567').matches).toMatchObject([{ name: 'Hurtownia Świt', personName: 'Bożena Ćwikła' }])
    expect(identify('225551804').matches).toMatchObject([{ name: 'Hurtownia Świt', personName: null }])
  })

  it('S11.2 several who have the number are all offered', () => expect(names('502003004')).toEqual(['Anna', 'Jan']))

  it('the last nine digits decide where they are one contact’s alone', () => {
    expect([names('9948601234567'), names('0502003004000'), names('99502003004')]).toEqual([['Bożena Ćwikła'], [], []])
  })

  it.each(['', 'anonymous', 'Ukryty', '+', '12345678901234567890123456789012345'])('%j is nobody’s', (number) => {
    expect(identify(number)).toMatchObject({ matches: [], colleague: null, earlierCalls: { count: 0, lastAt: null } })
  })

  it('S11.2 a number is recognised however the exchange writes it', () => {
    const prefix = fc.constantFrom('', '+48', '0048', '48', 'sip:', 'sip:+48', 'tel:+48')
    const gap = fc.constantFrom('', ' ', '-', '.')
    const host = fc.constantFrom('', '@pbx.example', ';user=phone')
    fc.assert(
      fc.property(prefix, gap, host, (before, between, after) => {
        expect(names(`${before}${['601', '234', '567'].join(between)}${after}`)).toEqual(['Bożena Ćwikła'])
      }),
    )
  })
})

describe('a number as the telephone gave it', () => {
  it('is kept whatever it is, and never longer than a document allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (number) => {
        const { typed, e164, digits } = readNumber(number, 'PL')
        expect([typed.length <= 64, digits.length <= 32, /^\d*$/.test(digits)]).toEqual([true, true, true])
        if (e164 !== null) expect(e164).toBe(`+${digits}`)
        expect(() => identify(number)).not.toThrow()
      }),
    )
  })
})
