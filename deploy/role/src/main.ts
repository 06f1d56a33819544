import { runUntilSignal } from '@portico/service-kit'
import { loadService } from './load-service.ts'
import { type Command, parseRole } from './parse-role.ts'
import { completeEnvironment, readEnvironment, unknownSettings } from './role-environment.ts'
import { RoleFault } from './role-fault.ts'
import { runMigrationJob } from './run-migration-job.ts'
import { runWorker } from './run-worker.ts'

const GATEWAY = new URL('../../../bff/gateway/start.ts', import.meta.url)

/** One process of an installation: what it is to do its arguments and its environment say, and it brings no engine of its own. */
async function main(): Promise<void> {
  const given = readEnvironment(process.env)
  const names = (given.PORTICO_WORKER_SERVICES ?? '').split(',').map(name => name.trim())
  const command = parseRole(
    process.argv.slice(2),
    names.filter(name => name !== ''),
  )
  const env = completeEnvironment(given, command.role)
  for (const { message } of unknownSettings(process.env))
    console.error(`UNKNOWN_SETTING: ${message} It changes nothing here.`)
  await run(command, env)
}

async function run({ role: { name, services }, printsUrls }: Command, env: NodeJS.ProcessEnv): Promise<void> {
  // Egg, the processes it starts and some libraries read it there.
  Object.assign(process.env, env)
  if (name === 'migrate') return runMigrationJob({ services, env, printsUrls })
  // What these jobs need, no process that serves shall hold.
  if (name === 'publish') return (await import('./run-publish-job.ts')).runPublishJob(env)
  if (name === 'operator-link') return (await import('./run-operator-link.ts')).runOperatorLink(env)
  if (name === 'gateway') return void (await import(GATEWAY.href))
  const onStarted = endsUntilStarted()
  if (name === 'worker') return runWorker({ services, env, onStarted })
  await runUntilSignal(async () => {
    const service = await loadService(services[0] ?? '')
    const running = await service.start(env)
    console.log(`${running.name} is reached at ${running.url}`)
    onStarted()
    return running
  })
}

/** A process that waits for the migration job has nothing to end in good order. Gives what says that it waits no longer. */
function endsUntilStarted(): () => void {
  const end = () => process.exit(0)
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  return () => {
    process.off('SIGTERM', end)
    process.off('SIGINT', end)
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof RoleFault)) throw error
  console.error(error.message)
  process.exit(error.exitCode)
})
