/** Of an answer: the instance by which each service it needed was really reached. */
export const routeHeader = 'x-portico-route'
