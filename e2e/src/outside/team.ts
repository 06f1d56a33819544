import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutsideApp } from './make-apps.ts'
import { linesOf, type Recipe, readRecipe } from './recipe.ts'
import { runTool } from './tools.ts'

/** Of the pipeline, as the runner of GitLab sets them. */
const PIPELINE = { CI_PIPELINE_URL: 'https://ci.example.com/pipelines/1', GITLAB_USER_LOGIN: 'ada' }

/** A team outside of this repository, in the folder of its app. */
export class Team {
  readonly app: OutsideApp
  /** Of its CI. */
  readonly recipe: Recipe
  readonly #access: Record<string, string>

  private constructor(app: OutsideApp, recipe: Recipe, access: Record<string, string>) {
    this.app = app
    this.recipe = recipe
    this.#access = access
  }

  /** `access`: PORTICO_URL and PORTICO_TOKEN. */
  static async of(app: OutsideApp, access: Record<string, string>): Promise<Team> {
    return new Team(app, await readRecipe(app.folder), access)
  }

  /** By the command line that the app has installed. `more`: of the environment. */
  portico(args: readonly string[], more: Record<string, string> = {}): Promise<string> {
    return this.#run(['node_modules/.bin/portico', ...args], more)
  }

  /** The types of the app, by its own compiler; rejects with its faults. */
  checkTypes(): Promise<string> {
    return this.#run(['node_modules/.bin/tsc', '--noEmit', '--pretty', 'false'])
  }

  /** One line of the recipe, for the tag `v<version>`. */
  line(command: string, version = '1.0.0'): Promise<string> {
    return this.#run(['sh', '-c', command], { ...PIPELINE, CI_COMMIT_TAG: `v${version}` })
  }

  /** All lines of a job, one after the other. */
  async job(name: string): Promise<void> {
    for (const command of linesOf(this.recipe, name)) await this.line(command)
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.app.folder, path), text)
  }

  /** Puts a text in the place of another, which must be there. Answers what the file held before. */
  async edit(path: string, from: string, to: string): Promise<string> {
    const text = await readFile(join(this.app.folder, path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path} of ${this.app.name} holds no ${from}`)
    await this.write(path, text.replace(from, to))
    return text
  }

  #run(command: readonly string[], more: Record<string, string> = {}): Promise<string> {
    return runTool(this.app.folder, command, { ...this.#access, ...more })
  }
}
