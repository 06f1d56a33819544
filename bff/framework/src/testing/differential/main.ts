import { compareMany } from './compare-many.ts'

/**
 * `node main.ts <queries> <seed>` compares our executor with graphql-js and prints how many were of which kind. In a process of
 * its own: graphql-js leaves rejections unhandled of lists it has given up, which would end any other.
 */
process.on('unhandledRejection', () => {})
const [queries, seed] = process.argv.slice(2).map(Number)
if (!queries || seed === undefined) throw new Error('Say how many queries and which seed.')
console.log(JSON.stringify(await compareMany(queries, seed)))
