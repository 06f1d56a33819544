import type { MockCall } from '../matching/mock-case.ts'
import type { MockPlayer } from '../player/mock-player.ts'
import type { RouteShapes, ServiceRecording } from '../recording/service-recording.ts'
import { type Captured, capture } from './capture.ts'
import type { Filter } from './filter.ts'
import { playFilter } from './play-filter.ts'

/** A call of one service by another; `app` is the calling one. */
export interface ServiceMockCall extends MockCall {
  /** By the contract; empty where the call is of none, so that all of it is left out or replaced. */
  shapes: RouteShapes
}

export interface ServiceMockAnswer {
  status: number
  /** Null where it is no JSON. */
  body: unknown
}

/** Answers by mocks in place of a service: `data` of a case is the body, `status` the status. */
export function mockServiceFilter(player: MockPlayer): Filter<ServiceMockCall, ServiceMockAnswer> {
  return playFilter<ServiceMockCall, ServiceMockAnswer>(
    player,
    { isStrict: false },
    {
      written: ({ status, body }) => ({ status, body: body.data ?? null }),
      patched: (live, { patch }) => ({ ...live, body: patch(live.body) }),
    },
  )
}

/** Records what other services answered; never changes it, and never keeps it from the caller. */
export function captureServiceFilter(
  recording: Pick<ServiceRecording, 'add'>,
  captured: Captured,
): Filter<ServiceMockCall, ServiceMockAnswer> {
  return async (call, next) => {
    const answer = await next(call)
    const { operation, variables, shapes } = call
    capture(() => recording.add({ operation, variables, shapes, answer }), captured)
    return answer
  }
}
