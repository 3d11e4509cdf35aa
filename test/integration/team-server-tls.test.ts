import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serverApiPath } from '../../src-shared/sync/server-contract.ts'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { waitUntil } from '../servers/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-tls-'))
const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
let server: TeamServerProcess

const makeCertificate = (name: string) => {
  const [keyFile, certificateFile] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  ]
  const made = spawnSync('openssl', [...words, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', certificateFile])
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`)
  return { use: () => [copyFileSync(certificateFile, certificate), copyFileSync(keyFile, key)] }
}

/** Over a connection of its own: its certificate is that of now. */
const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
  new Promise<{ readonly name: string; readonly text: string }>((resolve, reject) => {
    const ca = readFileSync(certificate)
    const asked = request(`${server.url}${path}`, { method: body ? 'POST' : 'GET', headers, ca, agent: false }, (response) => {
      const name = (response.socket as TLSSocket).getPeerCertificate().subject.CN?.toString() ?? ''
      let text = ''
      response.on('data', (piece) => {
        text += piece
      })
      response.on('end', () => resolve({ name, text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })

beforeAll(async () => {
  makeCertificate('first').use()
  const flags = ['--tls-cert', certificate, '--tls-key', key, '--behind-proxy']
  server = await startTeamServer({ dataFolder: join(folder, 'data'), flags })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('serves https by the files that it was given, and takes new ones on SIGHUP without a stop', async () => {
  expect(server.url).toMatch(/^https:/)
  expect(await ask('/healthz')).toEqual({ name: 'first', text: 'ok\n' })
  makeCertificate('second').use()
  process.kill(server.pid, 'SIGHUP')
  await waitUntil('the second certificate', async () => (await ask('/healthz')).name === 'second')
  rmSync(key)
  process.kill(server.pid, 'SIGHUP')
  await waitUntil('a line about it in the log', () => server.log().includes('The new certificate cannot be used'))
  expect((await ask('/healthz')).name).toBe('second')
})

it('behind a proxy each address has attempts of its own', async () => {
  const guess = async (from: string) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
    const body = JSON.stringify({ json: { code: 'WRONG', name: 'firma' } })
    const { text } = await ask(`${serverApiPath}/setup/checkName`, headers, body)
    return (JSON.parse(text) as { json: { data: { code: string } } }).json.data.code
  }
  for (let attempt = 0; attempt < 5; attempt++) expect(await guess('192.0.2.1')).toBe('wrong_code')
  expect(await guess('192.0.2.1')).toBe('too_many_attempts')
  expect(await guess('192.0.2.2')).toBe('wrong_code')
})
