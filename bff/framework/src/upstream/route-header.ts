/** Of an answer: the instance by which each service it needed was really reached. */
export const ROUTE_HEADER = 'x-portico-route'
