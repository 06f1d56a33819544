import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { collectOperations } from '@portico/graph-codegen'
import { checkMocks, readMockFolder } from '@portico/mocks'
import { buildSchema, type GraphQLSchema, parse } from 'graphql'
import { root } from './repository/root.ts'

const TIMEOUT_MS = 60_000

/** Refuses mocks and recordings of the apps here whose answers the graph would not give: they grow old by themselves. */
async function main(): Promise<number> {
  const graph = readGraph()
  const apps = globSync('apps/*/mocks', { cwd: root }).map(folder => join(root, folder, '..'))
  const drift = (await Promise.all(apps.map(app => listAll(app, graph)))).flat()
  for (const line of drift) console.log(line)
  console.log(`mocks of ${apps.length} apps, ${drift.length} answers the graph would not give`)
  return drift.length > 0 || apps.length === 0 ? 1 : 0
}

function readGraph(): GraphQLSchema {
  const program = ['toolkit/graph-codegen/src/main.ts', '--sdl']
  return buildSchema(
    execFileSync(process.execPath, program, { cwd: root, encoding: 'utf8', timeout: TIMEOUT_MS }),
  )
}

async function listAll(app: string, schema: GraphQLSchema): Promise<string[]> {
  const sources = readMockFolder(app)
  if (sources === null) return []
  const operations = await collectOperations(app)
  const documents = new Map(operations.map(({ name, body }) => [name, parse(body)]))
  const { drift } = checkMocks(sources, { schema, documents })
  return drift.map(each => JSON.stringify(each))
}

process.exitCode = await main()
