import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Keys of a `.gitlab-ci.yml` that are no jobs. */
const NO_JOBS = new Set(['stages', 'default'])

interface Pipeline {
  default: { before_script: string[] }
  [job: string]: { before_script?: string[]; script?: string[] }
}

/** Of an app's `.gitlab-ci.yml`: what a runner gives to its shell, before each job and by job. */
export interface Recipe {
  before: string[]
  jobs: Map<string, string[]>
}

export async function readRecipe(folder: string): Promise<Recipe> {
  const pipeline = parse(await readFile(join(folder, '.gitlab-ci.yml'), 'utf8')) as Pipeline
  const jobs = Object.entries(pipeline).filter(([name]) => !NO_JOBS.has(name))
  return {
    before: pipeline.default.before_script,
    jobs: new Map(jobs.map(([name, { script = [] }]) => [name, script])),
  }
}

/** The lines of one job. */
export function linesOf({ jobs }: Recipe, job: string): string[] {
  const lines = jobs.get(job) ?? []
  if (lines.length === 0) throw new Error(`The recipe has no job ${job}`)
  return lines
}
