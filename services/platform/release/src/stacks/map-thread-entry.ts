import { parentPort, workerData } from 'node:worker_threads'
import { mapStack } from './map-stack.ts'
import type { MapTask } from './map-thread.ts'

const { stack, app, found } = workerData as MapTask
parentPort?.postMessage(mapStack(stack, app, found))
