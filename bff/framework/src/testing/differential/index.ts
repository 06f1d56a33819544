export { compareExecutions } from './compare.ts'
export { Dice } from './dice.ts'
export { writeVariables } from './random-queries.ts'
export { fillSchema } from './random-values.ts'
