export { CacheFuzz, type FuzzOptions, type FuzzResult } from './cache-fuzz.ts'
