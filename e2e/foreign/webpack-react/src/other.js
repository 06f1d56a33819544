import React from 'react'
import './other.css'

export default function Other() {
  return <p className="late">The late part</p>
}
