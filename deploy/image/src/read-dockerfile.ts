import { type Copy, DockerfileParser, type From, type JSONInstruction } from 'dockerfile-ast'

export interface ImageStep {
  line: number
  /** In capitals, such as `COPY`. */
  keyword: string
  /** With variables of `ARG` put in, and lines joined. */
  text: string
  /** Words of it, flags left out; of the JSON form, its strings. */
  words: string[]
  /** Such as `from` of `COPY --from=packages`. */
  flags: Readonly<Record<string, string>>
  isJson: boolean
}

export interface ImageStage {
  /** Null: it has none. */
  name: string | null
  image: string
  line: number
  steps: ImageStep[]
}

/** The stages of a Dockerfile in their order. */
export function readDockerfile(text: string): ImageStage[] {
  const dockerfile = DockerfileParser.parse(text)
  const values = new Map(
    dockerfile.getARGs().flatMap(arg => {
      const property = arg.getProperty()
      return property ? [[property.getName(), property.getValue() ?? ''] as const] : []
    }),
  )
  const put = (raw: string) => raw.replace(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole)
  const stages: ImageStage[] = []
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword()
    const line = instruction.getRange().start.line + 1
    if (keyword === 'FROM') {
      const from = instruction as From
      stages.push({ name: from.getBuildStage(), image: put(from.getImage() ?? ''), line, steps: [] })
      continue
    }
    const flags = 'getFlags' in instruction ? (instruction as Copy).getFlags() : []
    const json = 'getJSONStrings' in instruction ? (instruction as JSONInstruction).getJSONStrings() : []
    const words =
      json.length > 0
        ? json.map(each => each.getJSONValue())
        : instruction
            .getArguments()
            .map(each => each.getValue())
            .filter(word => !word.startsWith('--'))
    stages.at(-1)?.steps.push({
      line,
      keyword,
      text: put(instruction.getArgumentsContent() ?? ''),
      words: words.map(put),
      flags: Object.fromEntries(flags.map(flag => [flag.getName(), flag.getValue() ?? ''])),
      isJson: json.length > 0,
    })
  }
  return stages
}
