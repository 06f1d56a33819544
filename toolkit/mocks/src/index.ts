export { checkMocks, type MockCheck, type MockDrift } from './check/check-mocks.ts'
export { readKeepRules } from './files/package-settings.ts'
export { readMockFolder } from './files/read-mock-folder.ts'
export { type Filter, withFilters } from './filters/filter.ts'
export { captureFilter, type GraphCall, mockFilter, type OperationAnswer } from './filters/graph-filters.ts'
export {
  captureServiceFilter,
  mockServiceFilter,
  type ServiceMockAnswer,
  type ServiceMockCall,
} from './filters/service-filters.ts'
export { MockError, type MockErrorCode } from './format/mock-error.ts'
export type { KeepRules } from './masking/keep-rules.ts'
export { type Drift, listDrift } from './masking/list-drift.ts'
export { maskCall, type RecordedCall } from './masking/mask-call.ts'
export { Pseudonyms } from './masking/pseudonyms.ts'
export type { MockSources, MockText } from './matching/load-mocks.ts'
export type { MockCall } from './matching/mock-case.ts'
export { MockFolder } from './player/mock-folder.ts'
export { type MockedAnswer, MockPlayer, type PatchedAnswer } from './player/mock-player.ts'
export { openMocks } from './player/open-mocks.ts'
export { type AnsweredCall, CallRecording, type CallRecordingOptions } from './recording/recording.ts'
export { RecordingFile } from './recording/recording-file.ts'
export { reserveFile } from './recording/reserve-file.ts'
export { type RouteShapes, ServiceRecording } from './recording/service-recording.ts'
