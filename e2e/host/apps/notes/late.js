import { placeholder } from './text.js'

export const late = `Late: ${placeholder}`
