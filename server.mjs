// The first file of the team's server, under whatever Node there is: plain JavaScript, as start.mjs.
import process from 'node:process'
import { launchServer } from './launcher/launch-server.mjs'

launchServer(process.argv.slice(2))
