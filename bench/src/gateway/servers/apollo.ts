import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { listen } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'

/** Egg and Apollo as they come: Egg's own plugins and body parser, Apollo in a controller. */
process.env.EGG_TS_ENABLE = 'true'
process.env.EGG_SERVER_ENV = 'prod'
const { Agent, Application } = await import('egg')
const baseDir = new URL('./apollo', import.meta.url).pathname
mkdirSync(`${raceOptions().home}/egg`, { recursive: true })
const options = { baseDir, mode: 'single' as const }
const agent = new Agent(options)
await agent.ready()
const app = new Application(options)
app.agent = agent
agent.application = app
await app.ready()
const server = createServer(app.callback())
app.emit('server', server)
await listen(server)
