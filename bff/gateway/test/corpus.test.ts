import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  compareExecutions,
  Dice,
  fillSchema,
  writeVariables,
} from '@portico/bff-framework/testing/differential'
import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  print,
  visit,
} from 'graphql'
import { expect, test } from 'vitest'
import { modules } from '../app/modules/index.ts'
import { gatewaySchema } from '../testing/gateway-schema.ts'

const root = resolve(import.meta.dirname, '../../..')
const SEED = 20_261_129
const ROUNDS = 4

const readAll = (pattern: string) =>
  globSync(pattern, { cwd: root }).map(file => readFileSync(resolve(root, file), 'utf8'))

/** What the apps of this repository and the platform's own tools ask, one text an operation. An app's files share their fragments. */
const corpus = [
  ...globSync('apps/*', { cwd: root }).map(app => readAll(`${app}/src/**/*.graphql`).join('\n')),
  ...modules.flatMap(({ operations = [] }) => operations),
].flatMap(text => (text === '' ? [] : queriesOf(parse(text))))

/** Each with the fragments it needs: `separateOperations` mistakes a fragment for an operation of its name. */
function queriesOf({ definitions }: DocumentNode): string[] {
  const fragments = definitions.filter(node => node.kind === Kind.FRAGMENT_DEFINITION)
  const queries = definitions.filter(
    node => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.QUERY,
  )
  return queries.map(query => {
    const needed: ASTNode[] = [query]
    for (const node of needed) {
      visit(node, {
        FragmentSpread({ name }) {
          const fragment = fragments.find(one => one.name.value === name.value)
          if (fragment && !needed.includes(fragment)) needed.push(fragment)
        },
      })
    }
    return needed.map(print).join('\n')
  })
}

function schemaWith(failing: number, later: number): GraphQLSchema {
  const schema = gatewaySchema()
  fillSchema(schema, { seed: SEED, failing, missing: failing, later })
  return schema
}

test.each([
  ['with errors and nulls, all at once', schemaWith(0.05, 0), false],
  ['with values that come later', schemaWith(0, 0.4), true],
])(
  'every query of the apps is answered as by graphql-js, and by plan: %s',
  async (_name, schema, hasLater) => {
    const dice = new Dice(SEED)
    const ways = new Map<string, string>()
    for (const source of corpus) {
      const operation = getOperationAST(parse(source))
      if (operation?.operation !== OperationTypeNode.QUERY) continue
      for (let round = 0; round < ROUNDS; round += 1) {
        const variables = writeVariables(schema, operation, dice)
        ways.set(source, await compareExecutions(schema, { source, variables }, hasLater))
      }
    }
    expect(ways.size).toBeGreaterThan(30)
    expect([...ways].filter(([, way]) => way !== 'planned')).toEqual([])
  },
)
