import { GraphError } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { importErrorOf, jobIdOf } from './import-failure.ts'
import { oneFileOf } from './northwind-files.ts'

const MAX_FILE_BYTES = 50 * 1024 * 1024
/** A full file over a slow line, and not for ever. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000

/** Streams a file to the gateway and gives the new import's id; several files are joined into one before. */
export function useUpload() {
  const { graph, session } = useShell()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (files: File[]): Promise<string> => {
      const file = await oneFileOf(files)
      if (file.size > MAX_FILE_BYTES) throw new GraphError('FILE_TOO_LARGE', `${file.size} bytes`)
      if (file.size === 0) throw new GraphError('FILE_EMPTY', 'No bytes')
      const response = await graph.fetch('/api/imports', {
        method: 'POST',
        body: file,
        headers: headersOf(file, session.info.tenant.timeZone),
        signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
      })
      if (!response.ok) throw await importErrorOf(response)
      return jobIdOf(await response.json())
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports'] }),
  })
}

function headersOf(file: File, timeZone: string): Record<string, string> {
  return {
    'content-type': 'text/csv',
    'x-file-name': encodeURIComponent(file.name),
    'x-time-zone': timeZone,
  }
}
