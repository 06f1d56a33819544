import type { Feed } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { checkAnswer } from '../../upstream/answer.ts'

const FEED = releaseContract.routes.readFeed.schema.response[200]

/** Throws with the first place that is not as agreed. */
export function checkFeed(value: unknown): Feed {
  return checkAnswer(FEED, value)
}
