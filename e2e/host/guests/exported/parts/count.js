let count = 0
export const next = () => (count += 1)

// Read as bare names: here once it is set, and by the module that imports this one.
window.SET_BY_A_PART = 'set'
export const own = () => (typeof SET_LATER === 'undefined' ? 'missing' : SET_LATER)
globalThis.SET_LATER = 'later'
