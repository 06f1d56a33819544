import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readIgnored } from './ignored.ts'
import type { ImageStage, ImageStep } from './read-dockerfile.ts'

const RUN_MS = 10 * 60_000

export interface StageOptions {
  /** The repository. */
  root: string
  /** A folder whose copy each stage begins with. */
  base: string
  /** Folder for those of the stages. */
  into: string
  /** Settings of npm and TLS of this machine, which a builder has of its own. */
  env: Record<string, string>
}

export interface BuiltImage {
  folder: string
  /** Of `ENV`. */
  variables: Map<string, string>
  user: string
  workdir: string
  entrypoint: string[]
}

/** Carries out the steps of each stage in a folder of its own, commands by chroot. Gives the last. */
export function buildStages(stages: readonly ImageStage[], options: StageOptions): BuiltImage {
  const built = new Map<string, BuiltImage>()
  let image: BuiltImage | undefined
  for (const [index, stage] of stages.entries()) {
    const folder = join(options.into, stage.name ?? String(index))
    execFileSync('cp', ['-a', options.base, folder])
    image = { folder, variables: new Map(), user: '0:0', workdir: '/', entrypoint: [] }
    for (const step of stage.steps) carryOut(step, image, { ...options, built })
    built.set(stage.name ?? String(index), image)
  }
  if (!image) throw new Error('The Dockerfile has no stage')
  return image
}

interface Context extends StageOptions {
  built: ReadonlyMap<string, BuiltImage>
}

function carryOut(step: ImageStep, image: BuiltImage, context: Context): void {
  const { keyword, words, text } = step
  if (keyword === 'COPY') copy(step, image, context)
  else if (keyword === 'RUN') run(text, image, context)
  else if (keyword === 'WORKDIR') {
    image.workdir = text
    mkdirSync(join(image.folder, text), { recursive: true })
  } else if (keyword === 'USER') image.user = text
  else if (keyword === 'ENTRYPOINT') image.entrypoint = words
  else if (keyword === 'ENV') {
    for (const [name = '', value = ''] of text.split(' ').map(pair => pair.split('=')))
      image.variables.set(name, value)
  } else if (keyword !== 'EXPOSE') throw new Error(`${keyword} in line ${step.line} is not understood here`)
}

function copy({ words, flags }: ImageStep, image: BuiltImage, { built, root }: Context): void {
  const target = join(image.folder, image.workdir, words.at(-1) ?? '')
  if (flags.from === undefined) {
    copyRepository(root, target)
    return
  }
  const from = built.get(flags.from)?.folder ?? ''
  for (const source of words.slice(0, -1)) {
    const isFile = statSync(join(from, source)).isFile()
    const into = isFile && words.at(-1)?.endsWith('/') ? join(target, basename(source)) : target
    mkdirSync(dirname(into), { recursive: true })
    execFileSync('cp', ['-a', join(from, source), into])
  }
}

/** What git knows and `.dockerignore` lets pass. */
function copyRepository(root: string, target: string): void {
  const isIgnored = readIgnored(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  for (const file of files.split('\0')) {
    if (file !== '' && !isIgnored(file)) cpSync(join(root, file), join(target, file))
  }
}

function run(command: string, { folder, variables, workdir }: BuiltImage, { env: machine }: Context): void {
  const script = `cd ${workdir} && ${command.replaceAll('\\\n', ' ')}`
  execFileSync('chroot', [folder, '/bin/sh', '-ec', script], {
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin',
      HOME: '/root',
      ...machine,
      ...Object.fromEntries(variables),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: RUN_MS,
  })
}
