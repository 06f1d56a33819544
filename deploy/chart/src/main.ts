import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { kustomizeFiles } from './kustomize.ts'
import { renderChart } from './tools/helm.ts'

/** Writes the base and the jobs of kustomize anew from the chart. */
for (const [path, text] of Object.entries(kustomizeFiles(await renderChart()))) {
  const file = resolve(import.meta.dirname, '../kustomize', path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  console.log(`wrote ${path}`)
}
