"""Work orders: what a technician found and did about a case, coded as in ISO 14224, exported and sent on."""
