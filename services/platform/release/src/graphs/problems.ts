import { defineProblems } from '@portico/service-kit'

export const graphProblems = defineProblems({
  GRAPH_BREAKS: { status: 409, title: 'The graph lacks what live apps ask for' },
})
