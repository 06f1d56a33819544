import { type ImageStage, type ImageStep, readDockerfile } from './read-dockerfile.ts'

const ROOT = new Set(['root', '0'])
const SECRET = /(?:SECRET|PASSWORD|TOKEN|_KEYS?|DATABASE_URL)\b/i

/** What an image must not be, by rules that hadolint has too, and some of ours: one line each. */
export function dockerfileFaults(text: string): string[] {
  const stages = readDockerfile(text)
  const last = stages.at(-1)
  if (!last) return ['1 there is no FROM']
  const named = new Set(stages.map(({ name }) => name))
  const steps = stages.flatMap(stage => stage.steps)
  return [
    ...stages.filter(({ image }) => !named.has(image)).flatMap(imageFaults),
    ...steps.flatMap(stepFaults),
    ...finalFaults(last),
  ]
}

function imageFaults({ image, line }: ImageStage): string[] {
  const [named = ''] = image.split('@')
  const [, tag] = (named.split('/').at(-1) ?? '').split(':')
  if (tag === undefined || tag === 'latest') return [`${line} ${image} names no version of its image`]
  return /slim|distroless|alpine/.test(image) ? [] : [`${line} ${image} is no slim image`]
}

function stepFaults({ line, keyword, text, words, isJson }: ImageStep): string[] {
  return [
    ...(keyword === 'ADD' ? [`${line} ADD unpacks and fetches: use COPY`] : []),
    ...(keyword === 'WORKDIR' && !text.startsWith('/') ? [`${line} WORKDIR is not absolute`] : []),
    ...(keyword === 'RUN' && /\bsudo\b/.test(text) ? [`${line} sudo has no place in an image`] : []),
    ...(keyword === 'RUN' && /\bapt-get install\b(?!.*--no-install-recommends)/s.test(text)
      ? [`${line} apt-get installs what it recommends, too`]
      : []),
    ...(['ENTRYPOINT', 'CMD'].includes(keyword) && !isJson
      ? [`${line} ${keyword} by a shell does not pass SIGTERM on`]
      : []),
    ...(['ENV', 'ARG'].includes(keyword) && words.some(word => SECRET.test(word))
      ? [`${line} ${keyword} keeps a secret in the image`]
      : []),
  ]
}

/** Of what is shipped. */
function finalFaults({ line, steps }: ImageStage): string[] {
  const user = steps.findLast(({ keyword }) => keyword === 'USER')
  const [id = ''] = (user?.text ?? 'root').split(':')
  return [
    ...(ROOT.has(id) ? [`${user?.line ?? line} the image runs as root`] : []),
    // Kubernetes knows of a number that it is not root.
    ...(user && !/^\d+(?::\d+)?$/.test(user.text) ? [`${user.line} USER is no number`] : []),
    ...(steps.some(({ keyword }) => keyword === 'ENTRYPOINT') ? [] : [`${line} there is no ENTRYPOINT`]),
    ...steps
      .filter(({ keyword, flags }) => keyword === 'COPY' && flags.from === undefined)
      .map(step => `${step.line} the last stage copies from the repository, past the stage that installs`),
    ...steps
      .filter(({ keyword }) => keyword === 'RUN')
      .map(step => `${step.line} the last stage runs a command`),
  ]
}
