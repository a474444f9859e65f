"""How search was taught: what `knowledge_base/search/adapter.safetensors` and the weights of its ranker come from."""
