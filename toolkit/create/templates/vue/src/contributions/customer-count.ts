import { defineVueContribution } from '@portico/micro-app/vue'
import CustomerCountCard from '../customers/CustomerCountCard.vue'

export const { mount, update, unmount, suspend, resume } = defineVueContribution(CustomerCountCard)
