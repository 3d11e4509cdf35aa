import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { kindsByName, mutatorsByName } from '../../src-shared/rows/registry.ts'
import * as protocol from '../../src-shared/sync/protocol.ts'

// A released program speaks with programs of other ages by these numbers. Whoever changes a shape raises its number and notes the new hash;
// a change that older programs read as before (a description, an order) takes the hash alone.

const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })

const hashOf = (shapes: unknown) => createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16)

it('F6 messages that change their shape get another protocol number', () => {
  const shapes = Object.entries(protocol)
    .flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, shapeOf(value)] as const] : []))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  expect(shapes.length).toBeGreaterThan(10)
  expect([protocol.protocolVersion, hashOf(shapes)]).toEqual([1, 'dbd9f535852f66a7'])
})

it('F6 documents and arguments that change their shape get another schema number', () => {
  const kinds = Object.values(kindsByName).map(({ name, schema }) => [name, shapeOf(schema)])
  const mutators = Object.values(mutatorsByName).map(({ name, args }) => [name, shapeOf(args as z.ZodType)])
  expect([protocol.schemaVersion, hashOf([kinds, mutators])]).toEqual([1, '0990b2067ae1aee7'])
})
