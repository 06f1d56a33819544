import { Name } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

export const Sample = Type.Object({ id: Type.String(), name: Type.String(), version: Type.Integer() })
export type Sample = Static<typeof Sample>

export const SampleChange = Type.Object({ name: Name })
export type SampleChange = Static<typeof SampleChange>
