import { defineReactContribution } from '@portico/micro-app/react'
import { WriteOrder } from '../features/top-bar/WriteOrder.tsx'

export const { mount, update, unmount, suspend, resume } = defineReactContribution(WriteOrder)
