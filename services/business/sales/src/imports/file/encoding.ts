import type { EncodingOption } from '@portico/sales-contract'
import { analyse } from 'chardet'
import { hasKnownHeader } from '../mapping/headers.ts'
import type { ByteEvidence } from './byte-evidence.ts'

/** Asked about below it. */
export const SURE = 0.8

const MULTI_BYTE = new Set<string>(['gb18030', 'big5', 'shift_jis', 'euc-kr'])
const SINGLE_BYTE = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1254', 'windows-1253']
const CHARDET_NAMES: Record<string, string> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-2': 'windows-1250',
  'iso-8859-5': 'windows-1251',
  'iso-8859-9': 'windows-1254',
  'iso-8859-7': 'windows-1253',
  'euc-jp': 'shift_jis',
  big5: 'big5',
}
const MAX_EXAMPLES = 3
const FEW_BROKEN = 3

/**
 * The encodings a file may be in, the likeliest first. Marks and valid UTF-8 decide by themselves. The rest is judged by
 * what the bytes become: words known as headers, letters where letters belong, and the statistics of chardet (a port of
 * ICU's detector, kept; it knows how often the characters of a language follow each other, but little of short texts).
 */
export function encodingsOf(evidence: ByteEvidence): EncodingOption[] {
  const certain = certainEncoding(evidence)
  if (certain) return [{ encoding: certain, confidence: 1, examples: [] }]
  const options = [...brokenUtf8(evidence), ...guesses(evidence)]
  const sorted = options.sort((one, other) => other.confidence - one.confidence)
  return sorted.length > 0 ? sorted : [{ encoding: 'windows-1252', confidence: 0.3, examples: [] }]
}

function certainEncoding({ mark, highBytes, utf8, zeroBytes }: ByteEvidence): string | null {
  if (mark) return mark
  if (zeroBytes.even + zeroBytes.odd > 0 && zeroBytes.share > 0.2) {
    if (zeroBytes.odd > 20 * zeroBytes.even) return 'utf-16le'
    if (zeroBytes.even > 20 * zeroBytes.odd) return 'utf-16be'
  }
  return highBytes === 0 || utf8.broken === 0 ? 'utf-8' : null
}

/** A few broken bytes among many whole characters of UTF-8 are broken bytes, not another encoding. */
function brokenUtf8({ utf8 }: ByteEvidence): EncodingOption[] {
  if (utf8.whole === 0 && utf8.broken <= FEW_BROKEN) return [utf8With(0.4)]
  const share = utf8.whole / (utf8.whole + utf8.broken)
  return utf8.whole < 2 || share < 0.5 ? [] : [utf8With(share)]
}

function utf8With(confidence: number): EncodingOption {
  return { encoding: 'utf-8', confidence: round(confidence), examples: [] }
}

function guesses({ sample }: ByteEvidence): EncodingOption[] {
  const votes = chardetVotes(sample)
  return [...MULTI_BYTE, ...SINGLE_BYTE].flatMap(encoding => {
    const text = decodeWhole(sample, encoding)
    if (text === null) return []
    const confidence = confidenceOf(text, encoding, votes.get(encoding) ?? 0)
    return [{ encoding, confidence: round(confidence), examples: examplesOf(text) }]
  })
}

function chardetVotes(sample: Uint8Array): Map<string, number> {
  const votes = new Map<string, number>()
  for (const { name, confidence } of analyse(sample)) {
    const encoding = CHARDET_NAMES[name.toLowerCase()] ?? name.toLowerCase()
    votes.set(encoding, Math.max(votes.get(encoding) ?? 0, confidence / 100))
  }
  return votes
}

/** Null when a byte of it is none in this encoding. */
function decodeWhole(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Known headers settle it. A handful of characters never makes sure of an encoding of thousands. */
function confidenceOf(text: string, encoding: string, vote: number): number {
  const foreign = [...text].filter(character => character > '\u007f')
  const distinct = new Set(foreign).size
  const likely =
    foreign.filter(character => isLikely(character, encoding)).length / Math.max(1, foreign.length)
  if (MULTI_BYTE.has(encoding)) {
    if (hasKnownHeader(text) && likely > 0.9) return 0.99
    return likely * commonness(foreign, encoding) * Math.min(0.3 + 0.5 * vote + distinct / 40, 0.95)
  }
  const inWords = shareInWords(text)
  return encoding === 'windows-1252' ? likely * inWords * 0.95 : likely * (inWords * 0.2 + 0.6 * vote)
}

interface Block {
  lead: [number, number]
  trail: [number, number]
}

/** The everyday characters of the two Chinese standards are one block of each. */
const COMMON_BLOCKS = new Map<string, Block>([
  ['gb18030', { lead: [0xb0, 0xd7], trail: [0xa1, 0xfe] }],
  ['big5', { lead: [0xa4, 0xc6], trail: [0x40, 0xfe] }],
])

/** Decoded when the first file asks for them: a tenth of a second, which no start has to wait for. */
const commonCharacters = new Map<string, ReadonlySet<string>>()

function findCommon(encoding: string): ReadonlySet<string> | null {
  const known = commonCharacters.get(encoding)
  const block = COMMON_BLOCKS.get(encoding)
  if (known || !block) return known ?? null
  const found = charactersOf(encoding, block)
  commonCharacters.set(encoding, found)
  return found
}

function charactersOf(
  encoding: string,
  { lead: [firstLead, lastLead], trail: [first, last] }: Block,
): ReadonlySet<string> {
  const decoder = new TextDecoder(encoding)
  const found = new Set<string>()
  for (let lead = firstLead; lead <= lastLead; lead++) {
    for (let trail = first; trail <= last; trail++) found.add(decoder.decode(Uint8Array.of(lead, trail)))
  }
  return found
}

/** From a half, where all characters are rare ones, as when the bytes are of another script, to one. */
function commonness(characters: string[], encoding: string): number {
  const common = findCommon(encoding)
  if (!common) return 1
  const han = characters.filter(character => /\p{Script=Han}/u.test(character))
  if (han.length === 0) return 0.5
  return 0.5 + han.filter(character => common.has(character)).length / han.length / 2
}

const HAN = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/
const LIKELY: Record<string, RegExp> = {
  gb18030: HAN,
  big5: HAN,
  shift_jis: /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/,
  'euc-kr': /[\uac00-\ud7af\u3000-\u303f]/,
}
const WESTERN = /[\u00c0-\u024f£€¥¢§°«»¡¿ºª²³´’‘“”–—…™®©µß]/

function isLikely(character: string, encoding: string): boolean {
  return (LIKELY[encoding] ?? (SINGLE_BYTE.indexOf(encoding) === 0 ? WESTERN : /[\p{L}£€’“”–]/u)).test(
    character,
  )
}

const SIGNS = /^[£€¥§°½¼¾²³«»’‘“”–—…®©™µ]{1,2}$/

/** How many of the letters beyond ASCII stand in a word with letters of ASCII, as accented letters do: runs are other scripts. */
function shareInWords(text: string): number {
  const runs = [...text.matchAll(/[^\0-\u007f]+/g)]
  const inWords = runs.filter(({ 0: run, index }) => {
    const isInWord = /[a-z]/i.test((text[index - 1] ?? '') + (text[index + run.length] ?? ''))
    const isWord = /^[àáâéèêíóòôúÀÁÉÈÓÚ]$/.test(run)
    return SIGNS.test(run) || isWord || (isInWord && /^[\u00c0-\u024f]{1,2}$/.test(run))
  })
  return runs.length === 0 ? 0 : inWords.length / runs.length
}

/** Cells with a character beyond ASCII. */
function examplesOf(text: string): string[] {
  const found = new Set<string>()
  for (const cell of text.slice(0, 20_000).split(/[\n\r,;\t|"]/)) {
    if (found.size === MAX_EXAMPLES) break
    if (/[^\0-\u007f]/.test(cell)) found.add(cell.trim().slice(0, 60))
  }
  return [...found]
}

function round(confidence: number): number {
  return Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100
}
