/** Where the gateway puts what it has to say into the shell's index.html. */
export const HEAD_MARK = '<!--portico:head-->'
