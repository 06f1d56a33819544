import { defineReactContribution } from '@portico/micro-app/react'
import { CustomerCountCard } from '../customers/CustomerCountCard.tsx'

// On the start page of the product, as a build of its own: keep small what it imports. Components are in files of their own, for React
// refreshes no file that exports something else.
export const { mount, update, unmount, suspend, resume } = defineReactContribution(CustomerCountCard)
