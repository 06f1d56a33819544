import { GraphError } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import {
  type ImportDecisionInput,
  type ImportDetailFragment,
  type ImportMappingInput,
  type ImportReadingInput,
  type ImportStatus,
  SalesCancelImport,
  SalesForgetImportChoices,
  SalesImport,
  SalesImportProgress,
  SalesImports,
  SalesPreviewImport,
  SalesStartImport,
} from '../../graph/graph.generated.ts'

export type ImportDetail = ImportDetailFragment

const POLL_MS = 500
const HISTORY_PAGE = 20

export function isUnderway(status: ImportStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING'
}

export function useImport(id: string) {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['import', id],
    queryFn: async ({ signal }): Promise<ImportDetail> => {
      const { importJob } = await graph.execute(SalesImport, { id }, { signal })
      if (!importJob) throw new GraphError('NOT_FOUND', `No import ${id}`)
      return importJob
    },
  })
}

/** Newest first, a page at a time; while one of them is under way, what is shown is kept fresh. */
export function useImports() {
  const { graph } = useShell()
  return useInfiniteQuery({
    queryKey: ['imports'],
    queryFn: async ({ signal, pageParam }) =>
      (await graph.execute(SalesImports, { first: HISTORY_PAGE, after: pageParam }, { signal })).importJobs,
    initialPageParam: NEWEST,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    select: ({ pages }) => ({
      jobs: pages.flatMap(({ nodes }) => nodes),
      totalCount: pages[0]?.totalCount ?? 0,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ nodes }) => nodes.some(({ status }) => isUnderway(status))) ? 2_000 : false,
  })
}

const NEWEST: string | null = null

/** Progress of a job under way, asked twice a second; when it ends, everything that shows orders learns of it. */
export function useImportProgress(job: ImportDetail) {
  const { graph, events } = useShell()
  const queryClient = useQueryClient()
  const { id } = job
  const query = useQuery({
    queryKey: ['import-progress', id],
    queryFn: async ({ signal }) =>
      (await graph.execute(SalesImportProgress, { id }, { signal })).importJob ?? null,
    refetchInterval: POLL_MS,
  })
  const isOver = query.data ? !isUnderway(query.data.status) : false
  useEffect(() => {
    if (!isOver) return
    queryClient.invalidateQueries({ queryKey: ['import', id] })
    events.emit('sales.import.finished', { importId: id })
  }, [isOver, id, queryClient, events])
  return { progress: query.data?.progress ?? job.progress, error: query.error }
}

type ImportCommand =
  | {
      kind: 'PREVIEW'
      mapping: ImportMappingInput | null
      reading: ImportReadingInput | null
      decisions: ImportDecisionInput[]
    }
  | { kind: 'START'; mapping: ImportMappingInput }

/** Reading a large file whole takes most of a minute. */
const READ_TIMEOUT_MS = 60_000

/** Checks or starts an import. Starting twice starts once: the job's state is the service's. */
export function useImportCommand(id: string) {
  const { graph } = useShell()
  const store = useStoreImport()
  return useMutation({
    mutationFn: async ({ kind, ...said }: ImportCommand): Promise<ImportDetail> => {
      const timeout = { timeoutMs: READ_TIMEOUT_MS }
      if (kind === 'PREVIEW') {
        return (await graph.execute(SalesPreviewImport, { id, ...said }, timeout)).previewImport
      }
      const { mapping } = said
      if (!mapping) throw new GraphError('MAPPING_INVALID', 'No columns')
      return (await graph.execute(SalesStartImport, { id, mapping }, timeout)).startImport
    },
    onSuccess: store,
  })
}

/** Forgets what the shop chose for files of this shape; the file is read anew. */
export function useForgetChoices(id: string) {
  const { graph } = useShell()
  const store = useStoreImport()
  return useMutation({
    mutationFn: async () => {
      const timeout = { timeoutMs: READ_TIMEOUT_MS }
      return (await graph.execute(SalesForgetImportChoices, { id }, timeout)).forgetImportChoices
    },
    onSuccess: store,
  })
}

export function useCancelImport(id: string) {
  const { graph } = useShell()
  const store = useStoreImport()
  return useMutation({
    mutationFn: async () => (await graph.execute(SalesCancelImport, { id })).cancelImport,
    onSuccess: store,
  })
}

function useStoreImport(): (job: ImportDetail) => void {
  const queryClient = useQueryClient()
  return useCallback(
    job => {
      queryClient.setQueryData(['import', job.id], job)
      queryClient.invalidateQueries({ queryKey: ['imports'] })
    },
    [queryClient],
  )
}
