subject example-py {Python: recv until it says the end} {
    command {exec python3 '{dir}/example.py' {host} {port}}
    needs   python3 {python3}
}
