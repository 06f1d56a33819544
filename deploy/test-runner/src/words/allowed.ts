import type { AllowedText } from './find-retired.ts'
import type { SharedNames } from './find-shared.ts'

/** Texts that hold a retired word and mean something else. */
export const ALLOWED: Record<string, AllowedText> = {
  "'nobody'": { where: /run-as\.ts$/, reason: 'the account of that name, which Debian and others have' },
}

export const SHARED_NAMES: SharedNames[] = []
