/** What a finished build may hold that cannot run in the shell. Each has a row in docs/guides/bring-an-existing-app.md. */
export type ProblemCode =
  | 'WRAP_NO_PAGE'
  | 'WRAP_SOURCE'
  | 'WRAP_ARTIFACT'
  | 'WRAP_FILE_MISSING'
  | 'WRAP_FILE_TYPE'
  | 'WRAP_ELSEWHERE'
  | 'WRAP_SYNTAX'
  | 'WRAP_EVAL'
  | 'WRAP_DOCUMENT_WRITE'
  | 'WRAP_PUBLIC_PATH'
  | 'WRAP_IMPORT'

/** Where something stands: `offset` counts UTF-16 units of `text`. */
export interface SourcePosition {
  file: string
  text: string
  offset: number
}

export interface WrapProblem {
  code: ProblemCode
  /** Relative to the wrapped folder; empty: the folder itself. */
  file: string
  /** From 1; 0: the file as a whole. */
  line: number
  column: number
  message: string
  /** What to do about it. */
  mend: string
}

const MENDS: Record<ProblemCode, string> = {
  WRAP_NO_PAGE:
    'Give the folder that the build wrote, with its index.html, or one whose only script is the library.',
  WRAP_SOURCE: 'Build the app, then give the folder that the build wrote.',
  WRAP_ARTIFACT: 'Publish it as it is, or give the folder that the other tool wrote.',
  WRAP_FILE_MISSING: 'Put the file into the folder, or take out what refers to it.',
  WRAP_FILE_TYPE:
    'Artifacts hold scripts, style sheets, JSON, images, fonts and media. Serve the file elsewhere.',
  WRAP_ELSEWHERE: 'Put a copy of the file into the build and refer to it by a relative address.',
  WRAP_SYNTAX: 'The browser would refuse the script too. Correct it, or take it out of the page.',
  WRAP_EVAL:
    "The page's policy refuses evaluation of strings. Use a build without it (of Vue 2 the runtime build, with templates compiled), add --allow-eval where that code never runs, or --isolation frame for an app that the platform's operator grants a frame.",
  WRAP_DOCUMENT_WRITE: 'It would empty the whole page. Insert elements instead.',
  WRAP_PUBLIC_PATH: "Build with a relative public path, or with 'auto'.",
  WRAP_IMPORT: 'Bundle the module into the build.',
}

/** Everything that keeps a build from being wrapped, collected so that all of it is said at once. */
export class Problems {
  readonly list: WrapProblem[] = []

  add(code: ProblemCode, place: SourcePosition | string, message: string): void {
    const { file, line, column } =
      typeof place === 'string' ? { file: place, line: 0, column: 0 } : positionOf(place)
    this.list.push({ code, file, line, column, message, mend: MENDS[code] })
  }
}

/** The build cannot be wrapped; nothing was written. */
export class WrapError extends Error {
  readonly problems: readonly WrapProblem[]

  constructor(problems: readonly WrapProblem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'WrapError'
    this.problems = problems
  }
}

export function describeProblem({ code, file, line, column, message, mend }: WrapProblem): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`
  return `${code} ${place === '' ? '' : `${place}: `}${message} ${mend}`
}

function positionOf({ file, text, offset }: SourcePosition): { file: string; line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
