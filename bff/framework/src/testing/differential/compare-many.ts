import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema } from 'graphql'
import { type Compared, compareExecutions } from './compare.ts'
import { Dice } from './dice.ts'
import { writeQuery } from './random-queries.ts'
import { fillSchema } from './random-values.ts'

const SDL = readFileSync(new URL('./shapes.graphql', import.meta.url), 'utf8')
/** Each has values of its own; every third none that fail. */
const SCHEMAS = 6
/** Every fourth query has directives and abstract types, which plans have not. */
const ANY_EVERY = 4
const LATER = 0.4

/** Half of the queries with values that are there at once, half with some that come later. Throws at the first difference. */
export async function compareMany(queries: number, seed: number): Promise<Record<Compared, number>> {
  const tally: Record<Compared, number> = { planned: 0, 'left to graphql-js': 0, invalid: 0 }
  for (const later of [0, LATER]) {
    const schemas = Array.from({ length: SCHEMAS }, (_, round) => schemaOf(seed + round, round, later))
    const dice = new Dice(`${seed} queries ${later}`)
    for (let at = 0; at < queries / 2; at += 1) {
      const schema = schemas[at % SCHEMAS] as GraphQLSchema
      const query = writeQuery(schema, dice, at % ANY_EVERY !== 0)
      tally[await compareExecutions(schema, query, later > 0)] += 1
    }
  }
  return tally
}

function schemaOf(seed: number, round: number, later: number): GraphQLSchema {
  const schema = buildSchema(SDL)
  fillSchema(schema, { seed, failing: round % 3 === 0 ? 0 : 0.03, missing: 0.1, later })
  return schema
}
