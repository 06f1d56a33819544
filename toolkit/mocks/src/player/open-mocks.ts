import { readMockFolder } from '../files/read-mock-folder.ts'
import { MockError } from '../format/mock-error.ts'
import { MockPlayer } from './mock-player.ts'

/** A play of the mocks of a folder. Throws a `MockError`: `MOCKS_MISSING` where there are none. */
export function openMocks(root: string): MockPlayer {
  const sources = readMockFolder(root)
  if (sources !== null) return new MockPlayer(sources)
  throw new MockError('MOCKS_MISSING', `${root} has no mocks/*.yaml.`)
}
