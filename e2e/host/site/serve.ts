import { startSite } from './site.ts'

/** The shell with the host tests' apps, to look at without a gateway: `node e2e/host/site/serve.ts [port]`. */
const site = await startSite(Number(process.argv[2] ?? 0))
process.stdout.write(`${site.origin}\n`)
process.once('SIGINT', () => void site.close())
process.once('SIGTERM', () => void site.close())
