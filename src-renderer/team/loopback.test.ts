import { expect, test } from 'vitest'
import { isLoopback } from './loopback.ts'

test.each(['http://127.0.0.1:4320', 'localhost:4320', 'http://localhost/', 'https://team.localhost', 'http://[::1]:4320'])(
  'nobody else reaches %s',
  (address) => expect(isLoopback(address)).toBe(true),
)

test.each(['', 'http://192.168.1.20:4320', 'crm.firma.pl', 'https://localhost.firma.pl', '127.0.0.1.firma.pl'])(
  'nothing is said of %s',
  (address) => expect(isLoopback(address)).toBe(false),
)
