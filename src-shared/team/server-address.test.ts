import { expect, it } from 'vitest'
import { serverAddressSchema } from './team-contract.ts'

it.each([
  ['crm.firma.example', 'https://crm.firma.example'],
  ['crm.firma.example:4320/leadline/', 'https://crm.firma.example:4320/leadline'],
  ['8.8.8.8', 'https://8.8.8.8'],
  ['172.15.0.1', 'https://172.15.0.1'],
  ['172.32.0.1', 'https://172.32.0.1'],
  ['192.169.1.1', 'https://192.169.1.1'],
  ['110.0.0.1', 'https://110.0.0.1'],
  ['10.firma.example', 'https://10.firma.example'],
  ['[2001:db8::1]:4320', 'https://[2001:db8::1]:4320'],
  ['localhost:4320', 'http://localhost:4320'],
  ['127.0.0.1:4320', 'http://127.0.0.1:4320'],
  ['127.1.2.3', 'http://127.1.2.3'],
  ['[::1]:4320', 'http://[::1]:4320'],
  ['10.0.0.5:4320/', 'http://10.0.0.5:4320'],
  ['172.16.0.1', 'http://172.16.0.1'],
  ['172.31.255.255', 'http://172.31.255.255'],
  ['192.168.1.20:4320', 'http://192.168.1.20:4320'],
  [' Serwer:4320 ', 'http://Serwer:4320'],
  ['serwer/leadline', 'http://serwer/leadline'],
  ['https://192.168.1.20', 'https://192.168.1.20'],
  ['HTTP://crm.firma.example', 'HTTP://crm.firma.example'],
])('the address %s is %s', (typed, address) => expect(serverAddressSchema.parse(typed)).toBe(address))

it.each(['', 'ftp://crm.firma.example', 'a b', 'crm.firma.example:port'])('%j is no address', (typed) => {
  expect(serverAddressSchema.safeParse(typed).success).toBe(false)
})
