import { outsideApps } from './outside/make-apps.ts'

/** Ahead of the journey that needs them. */
const [place] = process.argv.slice(2)
if (place === undefined) throw new Error('Name the folder that they are made in')
await outsideApps(place, line => console.log(line))
