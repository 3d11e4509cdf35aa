// The first file that runs, under whatever Node there is: plain JavaScript, and nothing native is loaded before the version has been checked.
import process from 'node:process'
import { launch } from './launcher/launch.mjs'

launch(process.argv.slice(2))
