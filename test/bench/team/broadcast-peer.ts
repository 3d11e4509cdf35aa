import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { WebSocketServer } from 'ws'

// The least that tells everybody what one has written: a commit, then the same bytes to every socket. It runs as a process of its own, as the
// server does. Whoever writes sends the bytes; the address of the database comes as argument, the port is said on the output.

const client = new Client(process.argv[2])
await client.connect()
await client.query('create table if not exists told (id bigint generated always as identity primary key, text text not null)')

const http = createServer()
const server = new WebSocketServer({ server: http })
server.on('connection', (socket) => {
  socket.on('message', async (bytes: Buffer) => {
    await client.query('begin')
    await client.query('insert into told (text) values ($1)', [bytes.toString()])
    await client.query('commit')
    for (const other of server.clients) other.send(bytes, { binary: false })
  })
})
http.listen(0, '127.0.0.1', () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`))
